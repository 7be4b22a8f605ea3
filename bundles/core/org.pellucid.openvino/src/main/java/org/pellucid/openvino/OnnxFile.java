package org.pellucid.openvino;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pellucid.openvino.ProtoReader.MalformedException;

/**
 * What has to be known of an ONNX file before a parser is let at it: which other files it names, and what it says of
 * itself. Field numbers are those of the public {@code onnx.proto}.
 *
 * @param locations names of files with external data, as written
 * @param metadata  its {@code metadata_props}
 */
record OnnxFile(Set<String> locations, Map<String, String> metadata) {
    private static final int DEEPEST = 64;
    private static final int MOST_LOCATIONS = 100_000;

    /** {@return what is known of a file, given its bytes} */
    static OnnxFile read(ByteBuffer bytes) throws MalformedException {
        OnnxFile found = new OnnxFile(new LinkedHashSet<>(), new LinkedHashMap<>());
        boolean graph = false;
        for (ProtoReader model = new ProtoReader(bytes); model.next();) {
            if (model.holds(7)) {
                graph = true;
                found.graph(model.message(), 0);
            } else if (model.holds(14)) {
                String[] pair = pair(model.message());
                found.metadata.put(pair[0], pair[1]);
            } else if (model.holds(20)) {
                for (ProtoReader training = model.message(); training.next();) {
                    if (training.holds(1) || training.holds(2)) {
                        found.graph(training.message(), 0);
                    }
                }
            } else if (model.holds(25)) {
                for (ProtoReader function = model.message(); function.next();) {
                    if (function.holds(7)) {
                        found.node(function.message(), 0);
                    }
                }
            }
        }
        if (!graph) {
            throw new MalformedException();
        }
        return found;
    }

    private void graph(ProtoReader graph, int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException();
        }
        while (graph.next()) {
            if (graph.holds(1)) {
                node(graph.message(), depth);
            } else if (graph.holds(5)) {
                tensor(graph.message());
            } else if (graph.holds(15)) {
                sparse(graph.message());
            }
        }
    }

    private void node(ProtoReader node, int depth) throws MalformedException {
        while (node.next()) {
            if (!node.holds(5)) {
                continue;
            }
            for (ProtoReader attribute = node.message(); attribute.next();) {
                if (attribute.holds(5) || attribute.holds(10)) {
                    tensor(attribute.message());
                } else if (attribute.holds(6) || attribute.holds(11)) {
                    graph(attribute.message(), depth + 1);
                } else if (attribute.holds(22) || attribute.holds(23)) {
                    sparse(attribute.message());
                }
            }
        }
    }

    private void sparse(ProtoReader sparse) throws MalformedException {
        while (sparse.next()) {
            if (sparse.holds(1) || sparse.holds(2)) {
                tensor(sparse.message());
            }
        }
    }

    private void tensor(ProtoReader tensor) throws MalformedException {
        while (tensor.next()) {
            if (tensor.holds(13)) {
                String[] pair = pair(tensor.message());
                if (pair[0].equals("location")) {
                    locations.add(pair[1]);
                }
            }
        }
        if (locations.size() > MOST_LOCATIONS) {
            throw new MalformedException();
        }
    }

    private static String[] pair(ProtoReader entry) throws MalformedException {
        String[] pair = {"", ""};
        while (entry.next()) {
            if (entry.holds(1)) {
                pair[0] = entry.text();
            } else if (entry.holds(2)) {
                pair[1] = entry.text();
            }
        }
        return pair;
    }
}
