package org.pellucid.api.render;

import java.util.Objects;
import org.pellucid.api.explain.SaliencyMap;

/**
 * How maps are painted. Made by {@link #builder()}, or from other options by {@link #toBuilder()}.
 *
 * @param overlay  whether the map is laid over the picture
 * @param resize   whether the map is brought to the picture's size; without it there is no overlay
 * @param colormap name of a colour map
 * @param weight   of the map in the overlay, 0..1; the picture has the rest
 * @param style    what shows the map in a picture file
 * @param legend   whether a strip below the picture says what the colours mean
 * @param caption  whether class and probability are written into the upper left corner of the picture
 */
public record RenderOptions(boolean overlay, boolean resize, String colormap, double weight, MapStyle style,
        boolean legend, boolean caption) {
    /** Overlay in JET, half and half, at the picture's size, without legend and caption. */
    public static final RenderOptions DEFAULTS = builder().build();
    /** Colour map of contrasts, whatever that of other maps is: its middle stands for zero. */
    public static final String CONTRAST_COLORMAP = "diverging";
    /** Share of the picture within a contour. */
    public static final double CONTOUR_SHARE = 0.2;

    /** Checks the weight, and that a contour has a picture to be drawn on. */
    public RenderOptions {
        Objects.requireNonNull(colormap, "colormap");
        Objects.requireNonNull(style, "style");
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("overlay weight " + weight + ": must lie in 0..1");
        }
        if (style == MapStyle.CONTOUR && !(overlay && resize)) {
            throw new IllegalArgumentException("a contour is drawn on the picture: it needs overlay and resizing");
        }
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with these options} */
    public Builder toBuilder() {
        return builder().overlay(overlay).resize(resize).colormap(colormap).weight(weight).style(style).legend(legend)
                .caption(caption);
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private boolean overlay = true;
        private boolean resize = true;
        private String colormap = "jet";
        private double weight = 0.5;
        private MapStyle style = MapStyle.COLOURS;
        private boolean legend;
        private boolean caption;

        private Builder() {
        }

        /**
         * Says whether maps are laid over the picture.
         *
         * @param over false for the map alone
         * @return this builder
         */
        public Builder overlay(boolean over) {
            overlay = over;
            return this;
        }

        /**
         * Says whether maps are brought to the picture's size.
         *
         * @param resized false for the size of the map, without the picture
         * @return this builder
         */
        public Builder resize(boolean resized) {
            resize = resized;
            return this;
        }

        /**
         * Names the colours of maps.
         *
         * @param name of a colour map
         * @return this builder
         */
        public Builder colormap(String name) {
            colormap = name;
            return this;
        }

        /**
         * Says how strongly a map covers the picture.
         *
         * @param ofMap weight of the map, 0..1
         * @return this builder
         */
        public Builder weight(double ofMap) {
            weight = ofMap;
            return this;
        }

        /**
         * Says what shows a map.
         *
         * @param newStyle one of them
         * @return this builder
         */
        public Builder style(MapStyle newStyle) {
            style = newStyle;
            return this;
        }

        /**
         * Says whether a strip below the picture tells what the colours mean.
         *
         * @param shown whether it is there
         * @return this builder
         */
        public Builder legend(boolean shown) {
            legend = shown;
            return this;
        }

        /**
         * Says whether class and probability are written into the picture.
         *
         * @param shown whether they are
         * @return this builder
         */
        public Builder caption(boolean shown) {
            caption = shown;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if the weight lies outside its range, or a contour has no picture
         */
        public RenderOptions build() {
            return new RenderOptions(overlay, resize, colormap, weight, style, legend, caption);
        }
    }

    /**
     * {@return the name of the colour map that a map is painted in}
     *
     * @param map to be painted
     */
    public String colormap(SaliencyMap map) {
        return map.isContrast() ? CONTRAST_COLORMAP : colormap;
    }
}
