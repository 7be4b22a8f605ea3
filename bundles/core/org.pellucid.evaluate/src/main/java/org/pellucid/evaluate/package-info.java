/** The engine of evaluations: explains the pictures of a data set by several methods and lets metrics judge the maps. */
package org.pellucid.evaluate;
