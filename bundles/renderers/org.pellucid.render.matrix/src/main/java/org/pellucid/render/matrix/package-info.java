/** Pictures side by side with titles. */
package org.pellucid.render.matrix;
