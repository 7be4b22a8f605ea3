package org.pellucid.image;

import org.opencv.core.Core;
import org.opencv.pellucid.NativeLibrary;

/** OpenCV's native library, loaded when it is first needed. */
final class OpenCv {
    private static volatile boolean ready;

    private OpenCv() {
    }

    /**
     * Loads the library if that is still to do; any thread may call.
     *
     * @throws UnsatisfiedLinkError if it cannot be loaded
     */
    static void load() {
        if (ready) {
            return;
        }
        NativeLibrary.load();
        // Its threads gain nothing on pictures of this size; starting and spinning, they would take the processor from
        // the inference that comes next.
        Core.setNumThreads(1);
        ready = true;
    }
}
