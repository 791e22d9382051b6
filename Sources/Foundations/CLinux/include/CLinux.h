#pragma once

// What Linux offers and Swift's Glibc module does not show: calls with variable arguments, and
// calls newer than its headers. _GNU_SOURCE is defined in the .c files alone, never here: with it
// the socket types become transparent unions and no longer match those that Glibc imports.

#include "clinux_confine.h"
#include "clinux_daemon.h"
#include "clinux_files.h"
#include "clinux_namespace.h"
#include "clinux_memory.h"
#include "clinux_notify.h"
#include "clinux_process.h"
#include "clinux_socket.h"
#include "clinux_spawn.h"
