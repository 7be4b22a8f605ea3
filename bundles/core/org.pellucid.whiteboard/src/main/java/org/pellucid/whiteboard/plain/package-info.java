/** Components without a framework. No bundle needs this package. */
package org.pellucid.whiteboard.plain;
