/** The table of a run as an Apache Parquet file. */
package org.pellucid.rows.parquet;
