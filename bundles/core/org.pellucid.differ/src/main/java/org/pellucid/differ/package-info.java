/** The engine of comparisons: explains the pictures of a data set with two models and judges how they differ. */
package org.pellucid.differ;
