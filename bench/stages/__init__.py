"""What is measured, in the order in which it is: one file a stage."""
from stages import ceiling, ingest, overload, reads, restart, scale, small, sustained, visible

ALL = {
    "ceiling": ceiling.run,      # disk, engine and HTTP without a store
    "ingest": ingest.run,        # batches, from empty, every system
    "small": small.run,          # one event a request
    "reads": reads.run,          # every question, every system that can answer it
    "visible": visible.run,      # how long after the 200
    "restart": restart.run,      # clean, and after kill -9
    "scale": scale.run,          # growing tenfold and more; reads while ingesting; memory; analytics, cold and warm
    "sustained": sustained.run,  # for minutes
    "overload": overload.run,    # more than it can take, for minutes
}
