#pragma once

/// Flushes all that the file system of an open file holds; 0, or -1 with errno.
int clinux_flush_file_system(int descriptor);
