"""What course_lib is measured against, one module an implementation; only `worker` imports them."""
