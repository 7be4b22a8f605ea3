package org.pellucid.ir;

/**
 * A value in a graph: an output port of a layer.
 *
 * @param layer id of the layer
 * @param port  id of the port
 */
public record Output(int layer, int port) {
}
