"""The recorded transcript of the article's listings has what chapter 07 shows."""

from course_lib.article_listings import load_article_listings


def test_the_third_listing_fails_as_the_chapter_says():
    listings = load_article_listings()
    printed = listings["lstm_attention_as_printed"]
    assert "must be called on a list of inputs" in printed["error"] and "(None, 32)" in printed["error"]
    assert set(printed["versions"]) >= {"keras", "tensorflow"}
    assert listings["lstm_attention_tempting_repair"]["largest_difference"]["row_0_batch_of_32"] > 0.05
