package org.pellucid.method.vitreciprocam;

import java.util.List;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * A block of a transformer up to the sum of attention and skip connection.
 *
 * @param input   residual stream in front of it, {@code [N,T,D]}
 * @param normed  what the block's first linear layers read, after normalisation, {@code [N,T,D]}; the input itself
 *                where there is none
 * @param linears those first linear layers
 * @param branch  the summand that comes from attention
 * @param sum     attention plus skip connection
 * @param grid    how the tokens lie on the picture
 */
record AttentionBlock(Output input, List<Output> normed, List<Layer> linears, Output branch, Layer sum, Grid grid) {
}
