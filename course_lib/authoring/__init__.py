"""From sources to notebooks; read in this order:

`sources` (a file of cells), `structure` (what a source must have), `stubs` (answer and stub), `citations`,
`assembly` (cells become a notebook), `execution` with `strict` (run it), `outputs` (what of a run is kept),
`shipped` (what a learner changed), `comparison` (what differs), `cache` (what is out of date), `building` (all of it).
"""
