#include <CDigests.h>
