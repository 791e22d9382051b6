#define _GNU_SOURCE
#include "clinux_memory.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

void clinux_limit_arenas(int most) {
    mallopt(M_ARENA_MAX, most);
}

// Code is never written to, so that its pages in memory are those of the file: nothing is lost.
static int drop_code(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    uintptr_t page = *(const uintptr_t *)context;
    for (int index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)
            || (segment->p_flags & PF_W))
            continue;
        uintptr_t start = (info->dlpi_addr + segment->p_vaddr) & ~(page - 1);
        uintptr_t end = info->dlpi_addr + segment->p_vaddr + segment->p_memsz;
        // A refusal costs nothing but the memory.
        madvise((void *)start, (end - start + page - 1) & ~(page - 1), MADV_DONTNEED);
    }
    return 0;
}

void clinux_settle_memory(void) {
    malloc_trim(0);
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    dl_iterate_phdr(drop_code, &page);
}

void clinux_raise_descriptors(unsigned long most) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    rlim_t wanted = limit.rlim_max < most ? limit.rlim_max : most;
    if (wanted <= limit.rlim_cur) return;
    limit.rlim_cur = wanted;
    // Where it is refused, fewer clients are served.
    setrlimit(RLIMIT_NOFILE, &limit);
}
