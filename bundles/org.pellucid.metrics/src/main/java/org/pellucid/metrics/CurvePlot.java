package org.pellucid.metrics;

import java.awt.Color;
import java.io.IOException;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pellucid.api.metrics.Curve;

/** Mean curves of several methods in one picture. */
final class CurvePlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private CurvePlot() {
    }

    /**
     * @param metric  title
     * @param methods curves by method
     * @return a whole PNG file
     * @throws IOException if the machine cannot draw text, for want of fonts say
     */
    static byte[] png(String metric, Map<String, Curve> methods) throws IOException {
        try {
            XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title("Mean " + metric + " curves")
                    .xAxisTitle("share of the pixels").yAxisTitle("probability of the class").build();
            chart.getStyler().setChartBackgroundColor(Color.WHITE);
            chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
            chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
            chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
            methods.forEach((method, curve) -> chart
                    .addSeries("%s: area %.3f".formatted(method, curve.area()), curve.x(), curve.y())
                    .setMarker(SeriesMarkers.NONE));
            return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
        } catch (LinkageError | InternalError e) {
            throw new IOException("no fonts to draw with: " + e, e);
        }
    }
}
