#pragma once

/// Lets all threads allocate from at most so many arenas; by default each thread that finds the
/// others busy gets one of its own, and keeps what it once held.
void clinux_limit_arenas(int most);

/// Gives back the pages of code that are mapped, and the free pages of the heap.
///
/// What is needed again comes back from the page cache, a few pages at a time: after this, a
/// process keeps the code that serves, not the code that started it.
void clinux_settle_memory(void);

/// Lets the process have as many descriptors as the system allows it, up to so many.
///
/// The limit that processes start with is low because select(2) knows no more than 1,024.
void clinux_raise_descriptors(unsigned long most);
