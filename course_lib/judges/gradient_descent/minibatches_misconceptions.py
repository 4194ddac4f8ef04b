"""1.5 minibatches: known mistakes, and what to say to each. The first that fits is named."""

from __future__ import annotations

from course_lib.checking.judge import Misconception
from course_lib.judges.gradient_descent import minibatches_wrong as mistakes

MISCONCEPTIONS = (
    Misconception(
        "with replacement",
        "You draw with replacement: within one epoch some samples come twice and others never. Sort all indices "
        "of one epoch for n = 10: do you find each of 0 … 9 once?",
        (mistakes.with_replacement, mistakes.with_replacement_full_batches, mistakes.with_replacement_rounded_down),
    ),
    Misconception(
        "each batch from a full pack",
        "Every batch is dealt from a full pack again: within one epoch a sample may come in several batches, and "
        "another in none. How often must you shuffle in one epoch, and from where does the second batch go on?",
        (mistakes.each_batch_drawn_anew, mistakes.each_batch_drawn_anew_and_full, mistakes.same_first_batch_again),
    ),
    Misconception(
        "drops the tail",
        "The samples that do not fill a whole batch are lost. With n = 10 and batch_size = 4, how many of the ten "
        "stand in your batches?",
        mistakes.drops_the_tail,
    ),
    Misconception(
        "range ends too early",
        "Your last batch is missing, even where it would be full. With n = 8 and batch_size = 4, at which indices "
        "do your batches begin?",
        mistakes.drops_the_last_batch,
    ),
    Misconception(
        "last batch filled up",
        "You fill the last batch with samples that this epoch has already seen; they count double. May the last "
        "batch be smaller instead?",
        mistakes.fills_the_last_batch,
    ),
    Misconception(
        "same order for every key",
        "Every key gives you the same order, so all epochs are alike. Call your function with `jax.random.key(0)` "
        "and with `jax.random.key(1)`: where in your code does the key make a difference?",
        mistakes.same_order_each_epoch,
    ),
    Misconception(
        "not shuffled",
        "Your batches are not shuffled: they come as 0, 1, 2, … If the data are sorted by target, what does the "
        "first batch look like?",
        mistakes.not_shuffled,
    ),
    Misconception(
        "key not used",
        "The same key gives you two different orders, so your randomness comes from somewhere else. With hidden "
        "randomness no run can be repeated: what is the key for?",
        mistakes.key_not_used,
    ),
    Misconception(
        "only the batches change places",
        "Whole batches change places, but the samples in one stay together: 0 meets 1 in every epoch. What must be "
        "shuffled before it is cut?",
        mistakes.only_batches_change_places,
    ),
    Misconception(
        "sorted in the batch",
        "Your batches hold the right samples, but inside each the indices rise: with batch_size = n every key "
        "gives 0, 1, 2, … Which line puts back in sequence what was shuffled?",
        mistakes.sorted_in_the_batch,
    ),
    Misconception(
        "one batch not shuffled",
        "Where all samples fit into one batch you leave them in sequence. Does the task make an exception there?",
        (mistakes.one_batch_in_sequence, mistakes.full_batch_in_sequence),
    ),
    Misconception(
        "shuffled within batches only",
        "Each batch keeps its samples in every epoch; only their order inside it changes, and a mean does not see "
        "that. What must be shuffled before it is cut?",
        mistakes.only_within_batches,
    ),
    Misconception(
        "rotated",
        "Your order starts at a random place, but goes on in sequence: neighbours stay neighbours. Is that enough "
        "if the data are sorted by target?",
        mistakes.rotated,
    ),
    Misconception(
        "not cut",
        "That is one shuffled row of all indices, and it is not cut into batches yet. Where does `batch_size` enter?",
        mistakes.not_cut,
    ),
    Misconception(
        "sizes evened out",
        "You spread the samples evenly over the batches. A fair way to cut, but here every batch but the last has "
        "exactly batch_size samples, so that most steps have one shape (JAX compiles once for each shape). Where "
        "are the cuts then?",
        mistakes.evened_sizes,
    ),
    Misconception(
        "number of batches",
        "You make batch_size batches instead of batches of batch_size. With n = 10 and batch_size = 4, how many "
        "samples should the first batch hold?",
        mistakes.number_instead_of_size,
    ),
    Misconception(
        "counts from one",
        "Your indices run from 1 to n. Which index does the first row of an array have?",
        mistakes.counts_from_one,
    ),
)
