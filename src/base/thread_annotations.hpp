#pragma once
// What a lock guards, said so that clang checks it (-Wthread-safety, an error in the presets asan and tsan): an access
// without the lock does not compile. The names are those of clang's documentation of its thread safety analysis; other
// compilers see nothing. The locks that they go with are in base/mutex.hpp.
//
// A lambda is checked as a function of its own, so one that is called with a lock held says SJ_REQUIRES too.

#ifdef __clang__
#define SJ_THREAD_ANNOTATION(annotation) __attribute__((annotation))
#else
#define SJ_THREAD_ANNOTATION(annotation)
#endif

// --- of classes
#define SJ_CAPABILITY(name) SJ_THREAD_ANNOTATION(capability(name))
#define SJ_SCOPED_CAPABILITY SJ_THREAD_ANNOTATION(scoped_lockable)

// --- of data
#define SJ_GUARDED_BY(lock) SJ_THREAD_ANNOTATION(guarded_by(lock))

// --- of functions: held by the caller
#define SJ_REQUIRES(...) SJ_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define SJ_REQUIRES_SHARED(...) SJ_THREAD_ANNOTATION(requires_shared_capability(__VA_ARGS__))

// --- of functions: held from then on, or no more
#define SJ_ACQUIRE(...) SJ_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define SJ_ACQUIRE_SHARED(...) SJ_THREAD_ANNOTATION(acquire_shared_capability(__VA_ARGS__))
#define SJ_RELEASE(...) SJ_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define SJ_RELEASE_SHARED(...) SJ_THREAD_ANNOTATION(release_shared_capability(__VA_ARGS__))
