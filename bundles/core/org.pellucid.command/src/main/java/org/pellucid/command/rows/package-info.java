/** The table of a run: a row for each map, and for each picture without one. */
package org.pellucid.command.rows;
