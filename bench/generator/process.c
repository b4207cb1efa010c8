#define _GNU_SOURCE
#include "generator.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * The CPU clock of the process counts nanoseconds of all its threads, ended ones too: the runtimes
 * compile and collect garbage in helpers. /proc/PID/schedstat is that of the main thread.
 */
Usage process_usage(int pid) {
  Usage usage = {0};
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) {
    fail("the server (process %d) is gone", pid);
  }
  usage.cpu_ns = (uint64_t)time.tv_sec * 1000000000 + time.tv_nsec;
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/schedstat", pid);
  FILE *file = fopen(path, "r");
  if (!file || fscanf(file, "%*u %" SCNu64, &usage.wait_ns) != 1) fail("%s cannot be read", path);
  fclose(file);
  return usage;
}

long process_rss_kb(int pid) {
  char path[64], line[256];
  long kb = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  while (fgets(line, sizeof line, file))
    if (strncmp(line, "VmRSS:", 6) == 0) kb = atol(line + 6);
  fclose(file);
  return kb;
}
