package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.interpret.Confusion;
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
        long other = count(triage, Contrast.OTHER);
        long same = count(triage, Contrast.SAME);
        if (other + same > 0) {
            findings.add((other + same) + (other + same == 1 ? " confusion was" : " confusions were") + " compared. In "
                    + other + " " + Contrast.OTHER + ", in " + same + " " + Contrast.SAME + ".");
        }
        for (Confusion confusion : triage.confusions()) {
            if (!confusion.words().isEmpty()) {
                findings.add(Prediction.words(confusion.truth()) + " taken for "
                        + Prediction.words(confusion.predicted()) + " (" + confusion.count()
                        + (confusion.count() == 1 ? " picture" : " pictures") + "): " + confusion.words() + ".");
            }
        }
        return findings;
    }

    private static long count(TriageSummary triage, String words) {
        return triage.confusions().stream().filter(each -> each.words().equals(words)).count();
    }
}
