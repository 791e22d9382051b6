#pragma once

#include <stddef.h>

/// Sends one datagram to a Unix socket; an address that begins with '@' has no file.
///
/// Returns 0, or the number of the error.
int clinux_send_datagram(const char *address, const char *bytes, size_t count);
