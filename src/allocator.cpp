// Memory that an ingest needed goes back to the system when it is over: with glibc's allocator 470 MiB stayed resident
// after 50 000 sessions were sealed, with jemalloc 79 (docs/adr/0011-jemalloc.md).

// Read by jemalloc before main. Four arenas: as many threads allocate at a time on a small machine, and memory that one
// of them freed is there for the others. Twenty seconds: longer than the pauses of an ingest, so that it does not ask
// again. Huge pages: an ingest of two million events met 10 000 page faults instead of 140 000 and took a quarter less
// time in user mode, since on a virtual machine every miss of the page table's cache is looked up twice.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf =
    "narenas:4,dirty_decay_ms:20000,muzzy_decay_ms:0,background_thread:true,thp:always,metadata_thp:auto";
}
