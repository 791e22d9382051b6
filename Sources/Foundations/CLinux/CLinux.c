#include <CLinux.h>
