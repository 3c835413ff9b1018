/* Counts the calls that change files below one folder; makes the N-th fail, or ends the process there.
 * Loaded before the C library; driven through the fault_ functions below. It can also shift the calendar clock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { OFF, COUNT, FAIL_ONCE, FAIL_FROM_NOW_ON, KILL, KILL_HALF_WRITTEN };

static int manner = OFF, fault = EIO, has_struck;
static long counter, nth;
static char prefix[PATH_MAX], struck[32], marks[100000];

void fault_arm(const char *folder, long at, int how, int error) {
    strncpy(prefix, folder, sizeof prefix - 1);
    counter = 0, nth = at, fault = error, has_struck = 0, struck[0] = 0, manner = how;
}
void fault_disarm(void) { manner = OFF; }
const char *fault_calls(void) { marks[counter] = 0; return marks; }
const char *fault_struck(void) { return struck; }

static int below(const char *path) {
    char absolute[PATH_MAX * 2];
    if (path[0] != '/') {
        if (!getcwd(absolute, PATH_MAX)) return 0;
        strcat(absolute, "/");
        strncat(absolute, path, PATH_MAX - 1);
        path = absolute;
    }
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

static int below_handle(int handle) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Say whether this call is to fail; takes_room: it is one that a full disk refuses. */
static int strikes(const char *name, int takes_room) {
    if (counter < (long)sizeof marks - 1) marks[counter++] = takes_room ? '1' : '0';
    if (manner == COUNT || counter < nth) return 0;
    if (manner != FAIL_FROM_NOW_ON && counter > nth) return 0;
    if (fault == ENOSPC && !takes_room && (manner == FAIL_ONCE || manner == FAIL_FROM_NOW_ON)) return 0;
    if (!has_struck) strncpy(struck, name, sizeof struck - 1);
    has_struck = 1;
    if (manner == KILL) kill(getpid(), SIGKILL);
    return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define ON_PATH(path, name, room) \
    if (manner && below(path) && strikes(name, room)) { \
        if (manner == KILL_HALF_WRITTEN) kill(getpid(), SIGKILL); \
        errno = fault; return -1; }
#define ON_HANDLE(handle, name, room) \
    if (manner && below_handle(handle) && strikes(name, room)) { \
        if (manner == KILL_HALF_WRITTEN) kill(getpid(), SIGKILL); \
        errno = fault; return -1; }
#define ON_WRITE(name, half) \
    if (manner && below_handle(handle) && strikes(name, 1)) { \
        if (manner == KILL_HALF_WRITTEN) { if (size > 1 && half < 0) _exit(99); kill(getpid(), SIGKILL); } \
        errno = fault; return -1; }

ssize_t write(int handle, const void *bytes, size_t size) {
    REAL(write);
    ON_WRITE("write", real(handle, bytes, size / 2))
    return real(handle, bytes, size);
}
ssize_t pwrite(int handle, const void *bytes, size_t size, off_t at) {
    REAL(pwrite);
    ON_WRITE("pwrite", real(handle, bytes, size / 2, at))
    return real(handle, bytes, size, at);
}
ssize_t pwrite64(int handle, const void *bytes, size_t size, off64_t at) {
    REAL(pwrite64);
    ON_WRITE("pwrite", real(handle, bytes, size / 2, at))
    return real(handle, bytes, size, at);
}
int fsync(int handle) { REAL(fsync); ON_HANDLE(handle, "fsync", 0) return real(handle); }
int fdatasync(int handle) { REAL(fdatasync); ON_HANDLE(handle, "fdatasync", 0) return real(handle); }
int ftruncate(int handle, off_t size) { REAL(ftruncate); ON_HANDLE(handle, "ftruncate", 0) return real(handle, size); }
int ftruncate64(int handle, off64_t size) { REAL(ftruncate64); ON_HANDLE(handle, "ftruncate", 0) return real(handle, size); }
int fchmod(int handle, mode_t mode) { REAL(fchmod); ON_HANDLE(handle, "chmod", 0) return real(handle, mode); }
int chmod(const char *path, mode_t mode) { REAL(chmod); ON_PATH(path, "chmod", 0) return real(path, mode); }
int unlink(const char *path) { REAL(unlink); ON_PATH(path, "unlink", 0) return real(path); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); ON_PATH(path, "mkdir", 1) return real(path, mode); }
int rename(const char *from, const char *to) { REAL(rename); ON_PATH(to, "rename", 1) return real(from, to); }

#define OPENING(name, path, ...) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    REAL(name); \
    ON_PATH(path, "open", (flags & O_CREAT) != 0) \
    return real(__VA_ARGS__, flags, mode);
int open(const char *path, int flags, ...) { OPENING(open, path, path) }
int open64(const char *path, int flags, ...) { OPENING(open64, path, path) }
int openat(int folder, const char *path, int flags, ...) { OPENING(openat, path, folder, path) }
int openat64(int folder, const char *path, int flags, ...) { OPENING(openat64, path, folder, path) }

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(clock_gettime);
    int result = real(clock, now);
    const char *shift = clock == CLOCK_REALTIME ? getenv("FAULT_CLOCK_SHIFT") : NULL;
    if (shift && !result) now->tv_sec += atol(shift);
    return result;
}
