package org.pellucid.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.files.Sha256;

/**
 * Chooses samples as {@link Sampling} says: one pass that holds no more than are chosen. For one thread.
 */
final class SampleChooser {
    /** More is not worth reading. */
    private static final int MAX_PROBLEMS = 100;

    private record Candidate(byte[] key, Sample sample) {
    }

    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::key, Arrays::compareUnsigned)
            .thenComparing(candidate -> candidate.sample().id());

    private final Sampling sampling;
    private final MessageDigest digest = Sha256.begin();
    private final PriorityQueue<Candidate> chosen = new PriorityQueue<>(ORDER.reversed());
    private final List<InputException> problems = new ArrayList<>();

    SampleChooser(Sampling sampling) {
        this.sampling = sampling;
    }

    /** @throws InterruptedException if the thread was interrupted: a pass over a million files takes its time */
    void pass(Dataset dataset) throws InputException, InterruptedException {
        try (Samples samples = dataset.samples()) {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("choosing samples of " + dataset.name());
                }
                Optional<Sample> next;
                try {
                    next = samples.next();
                } catch (InputException e) {
                    if (problems.size() < MAX_PROBLEMS) {
                        problems.add(e);
                    }
                    continue;
                }
                if (next.isEmpty()) {
                    return;
                }
                offer(next.get());
            }
        }
    }

    private void offer(Sample sample) {
        Candidate candidate = new Candidate(key(sample.id()), sample);
        if (chosen.size() < sampling.count()) {
            chosen.add(candidate);
        } else if (ORDER.compare(candidate, chosen.peek()) < 0) {
            chosen.poll();
            chosen.add(candidate);
        }
    }

    private byte[] key(String id) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sampling.seed()));
        return digest.digest(id.getBytes(StandardCharsets.UTF_8));
    }

    /** @return by id */
    List<Sample> samples() {
        return chosen.stream().map(Candidate::sample).sorted(Comparator.comparing(Sample::id)).toList();
    }

    /** @return what could not be listed */
    List<InputException> problems() {
        return List.copyOf(problems);
    }
}
