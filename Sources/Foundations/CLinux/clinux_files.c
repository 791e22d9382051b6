#define _GNU_SOURCE

#include "clinux_files.h"

#include <unistd.h>

int clinux_flush_file_system(int descriptor) { return syncfs(descriptor); }
