/* Declares the commands that have a .c file each. */
#ifndef DUEBY_CLI_COMMANDS_H
#define DUEBY_CLI_COMMANDS_H

#include "options.h"

int run_due(const struct options *options);
int run_check(const struct options *options);
int run_explain(const struct options *options);
int run_add(const struct options *options);
int run_between(const struct options *options);
int run_batch(const struct options *options);
int run_holidays(const struct options *options);
int run_read(const struct options *options);
int run_rules(const struct options *options);
int run_profiles(const struct options *options);
int run_events(const struct options *options);
int run_lint(const struct options *options);
int run_test(const struct options *options);
int run_compare(const struct options *options);
int run_version(const struct options *options);
int run_due_table(const struct options *options);
int run_calendar_index(const struct options *options);

#endif
