package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.MapComparison.Finding;
import org.pellucid.api.interpret.TriageSummary;

/** Says in words what the numbers of a triage mean. */
final class Findings {
    private Findings() {
    }

    static List<String> of(TriageSummary triage) {
        List<String> findings = new ArrayList<>();
        findings.add(
                triage.right() + " of " + triage.labelled() + " pictures whose class is known are predicted right ("
                        + ReportMaker.percent(triage.accuracy()) + ").");
        long other = count(triage, Finding.OTHER_REGION);
        long same = count(triage, Finding.SAME_REGION);
        if (other + same > 0) {
            findings.add((other + same) + (other + same == 1 ? " confusion was" : " confusions were") + " compared. In "
                    + other + " " + Finding.OTHER_REGION.words() + ", in " + same + " "
                    + Finding.SAME_REGION.words() + ".");
        }
        for (Confusion confusion : triage.confusions()) {
            confusion.comparison()
                    .ifPresent(comparison -> findings.add(Prediction.words(confusion.truth()) + " taken for "
                            + Prediction.words(confusion.predicted()) + " (" + confusion.count()
                            + (confusion.count() == 1 ? " picture" : " pictures") + "): "
                            + comparison.finding().words() + "."));
        }
        return findings;
    }

    private static long count(TriageSummary triage, Finding finding) {
        return triage.confusions().stream().map(Confusion::comparison).flatMap(Optional::stream)
                .filter(comparison -> comparison.finding() == finding).count();
    }
}
