/*
 * A disk that fails when told to: preloaded into a server, it stands between the server and the
 * files of its database. PICNIC_FAULTS names a file whose one line says what to do now:
 *
 *   write ERRNO     writing fails        sync ERRNO     bringing to disk fails
 *   write stall MS  writing takes long   sync stall MS  bringing to disk takes long
 *   read ERRNO      reading fails        read stall MS  reading takes long
 *
 * What takes long ends when something else is told.
 *
 * Nothing is done for an empty line, and for other files than those of picnic.db.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int is_of_database(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, "/picnic.db") != NULL;
}

#define LINE 64
#define STEP_MS 10

/* Reads what to do now: an empty line where nothing is told. */
static void order(char line[LINE]) {
    const char *name = getenv("PICNIC_FAULTS");
    memset(line, 0, LINE);
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    if (read(file, line, LINE - 1) < 0) line[0] = 0;
    close(file);
}

/* Returns an error number, or 0 after waiting as long as told, or until something else is. */
static int fault(int fd, const char *kind) {
    if (!getenv("PICNIC_FAULTS") || !is_of_database(fd)) return 0;
    char line[LINE], now[LINE], what[16] = {0};
    long number = 0;
    order(line);
    if (sscanf(line, "%15s stall %ld", what, &number) == 2) {
        if (strcmp(what, kind) != 0) return 0;
        for (long waited = 0; waited < number; waited += STEP_MS) {
            struct timespec step = {0, STEP_MS * 1000000};
            nanosleep(&step, NULL);
            order(now);
            if (strcmp(line, now) != 0) break;
        }
        return 0;
    }
    if (sscanf(line, "%15s %ld", what, &number) == 2 && strcmp(what, kind) == 0) return (int)number;
    return 0;
}

#define REAL(name, result, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define FAIL_IF(fd, kind) \
    do { \
        int error = fault(fd, kind); \
        if (error) { errno = error; return -1; } \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL("write", ssize_t, int, const void *, size_t);
    FAIL_IF(fd, "write");
    return real(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    REAL("pwrite", ssize_t, int, const void *, size_t, off_t);
    FAIL_IF(fd, "write");
    return real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t);
    FAIL_IF(fd, "write");
    return real(fd, bytes, count, at);
}

ssize_t pread(int fd, void *bytes, size_t count, off_t at) {
    REAL("pread", ssize_t, int, void *, size_t, off_t);
    FAIL_IF(fd, "read");
    return real(fd, bytes, count, at);
}

ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
    REAL("pread64", ssize_t, int, void *, size_t, off64_t);
    FAIL_IF(fd, "read");
    return real(fd, bytes, count, at);
}

int fsync(int fd) {
    REAL("fsync", int, int);
    FAIL_IF(fd, "sync");
    return real(fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", int, int);
    FAIL_IF(fd, "sync");
    return real(fd);
}
