package org.pellucid.whiteboard;

import java.util.Map;
import org.osgi.framework.ServiceReference;

/**
 * A component whose plug-ins stand on a whiteboard. Declarative Services calls {@code bind}, {@code updated} and
 * {@code unbind}; the bnd.bnd of the bundle needs {@code -dsannotations-options: inherit} for that, and has to include
 * this package from the beginning.
 *
 * @param <S> the plug-ins' service
 */
public abstract class WhiteboardComponent<S> {
    /** The plug-ins that are present. */
    protected final Whiteboard<S> board;

    /** Begins with an empty board. */
    protected WhiteboardComponent(Whiteboard<S> board) {
        this.board = board;
    }

    /** Adds a plug-in for use without a framework, with properties as those of a service. */
    public void add(S plugIn, Map<String, ?> properties) {
        board.add(plugIn, properties);
    }

    /** Takes in a plug-in of the framework. Overridden by components, which say what refers to it. */
    public void bind(S plugIn, ServiceReference<S> reference) {
        board.add(reference, plugIn);
    }

    /** Takes over the properties of a plug-in that has changed them. */
    public void updated(ServiceReference<S> reference) {
        board.update(reference);
    }

    /** Gives up a plug-in; returns when its work is done, so that its bundle can be torn down. */
    public void unbind(ServiceReference<S> reference) {
        board.remove(reference);
    }
}
