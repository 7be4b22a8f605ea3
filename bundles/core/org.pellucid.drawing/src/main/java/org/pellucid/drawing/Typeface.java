package org.pellucid.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The font that ships with this bundle (DejaVu Sans), as outlines: no fontconfig, no fonts of the machine, no native
 * text library. Of {@code java.awt} only the geometry is used, which needs no display either. Safe for use by several
 * threads.
 */
public final class Typeface {
    private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;
    private final double ascent;
    private final double descent;
    /** By character; a figure uses few. */
    private final Map<Integer, Glyph> known = new HashMap<>();

    /** An outline in font units and how far the pen moves. */
    private record Glyph(GeneralPath outline, double advance) {
    }

    /** The font is read when text is drawn for the first time: most runs draw none. */
    private static final class Shipped {
        private static final Typeface FACE = new Typeface();
    }

    private Typeface() {
        try (InputStream in = Typeface.class.getResourceAsStream(FONT)) {
            font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            glyphs = font.getUnicodeCmapLookup();
            unitsPerEm = font.getUnitsPerEm();
            ascent = font.getHorizontalHeader().getAscender() / unitsPerEm;
            descent = -font.getHorizontalHeader().getDescender() / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException("the font of this bundle is damaged", e);
        }
    }

    /** @return the one font there is */
    public static Typeface shipped() {
        return Shipped.FACE;
    }

    /**
     * @param text any text
     * @return what can be drawn of it: composed, on one line, without what steers and has no shape
     */
    public static String drawable(String text) {
        StringBuilder clean = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR :
                    clean.append(' ');
                    break;
                case Character.FORMAT, Character.SURROGATE :
                    break;
                default :
                    clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** @return height above the base line, in units of the size */
    public double ascent() {
        return ascent;
    }

    /** @return depth below the base line, in units of the size */
    public double descent() {
        return descent;
    }

    /**
     * @param text on one line
     * @param size pixels of an em
     * @return pixels from the first character's origin to where the next text would begin
     */
    public double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> glyph(c).advance()).sum() * size / unitsPerEm;
    }

    /**
     * @param text on one line
     * @param size pixels of an em
     * @param x    where the base line starts, pixels
     * @param y    of the base line, pixels; it grows downwards
     * @return the outlines of the text
     */
    public Path2D outline(String text, double size, double x, double y) {
        Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / unitsPerEm;
        double[] pen = {x};
        text.codePoints().forEach(c -> {
            Glyph glyph = glyph(c);
            all.append(glyph.outline().getPathIterator(new AffineTransform(scale, 0, 0, -scale, pen[0], y)), false);
            pen[0] += glyph.advance() * scale;
        });
        return all;
    }

    private synchronized Glyph glyph(int character) {
        return known.computeIfAbsent(character, c -> {
            try {
                int id = glyphs.getGlyphId(c);
                GlyphData data = font.getGlyph().getGlyph(id);
                return new Glyph(data == null ? new GeneralPath() : data.getPath(), font.getAdvanceWidth(id));
            } catch (IOException e) {
                throw new UncheckedIOException("the font of this bundle is damaged", e);
            }
        });
    }
}
