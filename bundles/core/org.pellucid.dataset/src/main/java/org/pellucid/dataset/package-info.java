/** Opens data sets by scheme or path with the sources present, and chooses samples with a fixed seed. */
package org.pellucid.dataset;
