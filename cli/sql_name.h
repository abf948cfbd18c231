/* Checks the name that a caller gives to a database table. */
#ifndef DUEBY_CLI_SQL_NAME_H
#define DUEBY_CLI_SQL_NAME_H

/* Checks that both SQL Server and PostgreSQL accept a table's name without quotes, with or without a schema. Returns 0, or an exit
 * status after printing why not. */
int check_sql_name(const char *name);

#endif
