package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.DoublePoint;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.MultiKMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.random.Well19937c;

/**
 * Groups maps that are alike: spectral clustering on the graph of nearest neighbours. How many groups there are is told by
 * the gap between the eigenvalues of the graph's normalised Laplacian. Equal for equal maps and seed.
 */
final class MapClusters {
    private static final int MOST = 8;
    private static final int FEWEST_NEIGHBOURS = 5;
    private static final int TRIALS = 10;
    private static final int ITERATIONS = 100;
    private static final double EPSILON = 1e-12;

    /** A row of the eigenvectors, which stands for a map. */
    private static final class Point extends DoublePoint {
        private static final long serialVersionUID = 1;
        private final int index;

        Point(double[] place, int index) {
            super(place);
            this.index = index;
        }
    }

    private MapClusters() {
    }

    /** @return positions of the maps in each group, the largest group first */
    static List<List<Integer>> of(List<float[]> maps, long seed) {
        int n = maps.size();
        // Eigenvalues in decreasing order: those of the Laplacian are 1 less these.
        EigenDecompositionSymmetric spectrum = new EigenDecompositionSymmetric(
                new Array2DRowRealMatrix(normalised(graph(maps)), false), EPSILON, true);
        int groups = eigengap(spectrum.getEigenvalues());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            points.add(new Point(row(spectrum, i, groups), i));
        }
        MultiKMeansPlusPlusClusterer<Point> clusterer = new MultiKMeansPlusPlusClusterer<>(
                new KMeansPlusPlusClusterer<>(groups, ITERATIONS, new EuclideanDistance(), new Well19937c(seed)),
                TRIALS);
        List<List<Integer>> clusters = new ArrayList<>();
        for (CentroidCluster<Point> cluster : clusterer.cluster(points)) {
            if (!cluster.getPoints().isEmpty()) {
                clusters.add(cluster.getPoints().stream().map(point -> point.index).sorted().toList());
            }
        }
        clusters.sort(Comparator.<List<Integer>>comparingInt(List::size).reversed()
                .thenComparing(cluster -> cluster.get(0)));
        return clusters;
    }

    /** @return which maps are neighbours: one of the two is among the nearest of the other */
    private static boolean[][] graph(List<float[]> maps) {
        int n = maps.size();
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = Member.distance(maps.get(i), maps.get(j));
                distances[j][i] = distances[i][j];
            }
        }
        int neighbours = Math.min(n - 1, Math.max(FEWEST_NEIGHBOURS, (int) Math.sqrt(n)));
        boolean[][] graph = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            int self = i;
            IntStream.range(0, n).filter(j -> j != self).boxed()
                    .sorted(Comparator.comparingDouble(j -> distances[self][j])).limit(neighbours).forEach(j -> {
                        graph[self][j] = true;
                        graph[j][self] = true;
                    });
        }
        return graph;
    }

    private static double[][] normalised(boolean[][] graph) {
        int n = graph.length;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            int degree = 0;
            for (boolean edge : graph[i]) {
                degree += edge ? 1 : 0;
            }
            scale[i] = 1 / Math.sqrt(degree);
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = graph[i][j] ? scale[i] * scale[j] : 0;
            }
        }
        return matrix;
    }

    private static int eigengap(double[] decreasing) {
        int best = 1;
        for (int groups = 2; groups <= MOST && groups < decreasing.length; groups++) {
            if (decreasing[groups - 1] - decreasing[groups] > decreasing[best - 1] - decreasing[best]) {
                best = groups;
            }
        }
        return best;
    }

    private static double[] row(EigenDecompositionSymmetric spectrum, int index, int groups) {
        double[] row = new double[groups];
        for (int k = 0; k < groups; k++) {
            row[k] = spectrum.getEigenvector(k).getEntry(index);
        }
        double length = Math.sqrt(Arrays.stream(row).map(value -> value * value).sum());
        return length > 0 ? Arrays.stream(row).map(value -> value / length).toArray() : row;
    }
}
