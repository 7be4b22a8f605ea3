package org.pellucid.differ;

import java.util.List;
import java.util.OptionalInt;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.image.Picture;
import org.pellucid.grid.GridMap;

/** The old model, or what is kept of it. */
interface Older {
    String name();

    String method();

    List<String> labels();

    Look look(Picture picture, Sample sample) throws PellucidException, InterruptedException;

    /** {@return whether the model is at hand, so that the floor is its own} */
    boolean isHere();

    /** {@return the map of a class with noise, if the model is at hand} */
    GridMap again(Picture picture, int index) throws PellucidException, InterruptedException;

    String noise();

    /** The model itself. */
    record OfModel(Subject subject) implements Older {
        @Override
        public String name() {
            return subject.name();
        }

        @Override
        public String method() {
            return subject.method();
        }

        @Override
        public List<String> labels() {
            return subject.labels();
        }

        @Override
        public Look look(Picture picture, Sample sample) throws PellucidException, InterruptedException {
            return subject.look(picture, sample, OptionalInt.empty());
        }

        @Override
        public boolean isHere() {
            return true;
        }

        @Override
        public GridMap again(Picture picture, int index) throws PellucidException, InterruptedException {
            return subject.again(picture, index);
        }

        @Override
        public String noise() {
            return subject.noise();
        }
    }

    /** What an earlier run wrote. */
    record OfBaseline(Baseline baseline) implements Older {
        @Override
        public String name() {
            return baseline.header().model();
        }

        @Override
        public String method() {
            return baseline.header().method();
        }

        @Override
        public List<String> labels() {
            return baseline.header().labels();
        }

        @Override
        public Look look(Picture picture, Sample sample) throws InputException {
            return baseline.look(sample.id())
                    .orElseThrow(() -> new InputException(sample.id() + " is not in the baseline"));
        }

        @Override
        public boolean isHere() {
            return false;
        }

        @Override
        public GridMap again(Picture picture, int index) {
            throw new IllegalStateException("a baseline cannot be asked again");
        }

        @Override
        public String noise() {
            return "";
        }
    }
}
