package dev.rehearsal.benchmark.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rehearsal.analytics.model.AnswerModel;
import dev.rehearsal.analytics.model.LearnerMemory;
import dev.rehearsal.analytics.model.SharedBeliefs;
import dev.rehearsal.analytics.model.TopicMemory;

/** The analytics service's own model, learning on partitions as the service does: a learner is in one of them. */
final class OurModel implements Predictor {

    private static final int MIDDLE_DIFFICULTY = 3;
    private static final int HASH_BITS = 20;

    /** Answers of a partition from exchange to exchange with the others. */
    private static final int EXCHANGE = 100;

    private final List<AnswerModel> partitions = new ArrayList<>();
    private final List<SharedBeliefs> beliefs = new ArrayList<>();
    private final List<byte[]> own = new ArrayList<>();
    private final int[] learned;
    private final Map<Integer, LearnerMemory> learners = new HashMap<>();
    private final Map<Long, TopicMemory> topics = new HashMap<>();
    private TopicMemory[] answered = new TopicMemory[8];
    private double mastery;

    /** @param count of partitions, at least 1 */
    OurModel(int count) {
        learned = new int[count];
        for (int i = 0; i < count; i++) {
            beliefs.add(new SharedBeliefs(HASH_BITS));
            partitions.add(new AnswerModel(beliefs.get(i)));
            own.add(new byte[0]);
        }
    }

    @Override
    public double predict(Answer answer) {
        int[] skills = answer.skills();
        if (skills.length > answered.length) {
            answered = new TopicMemory[skills.length];
        }
        for (int i = 0; i < skills.length; i++) {
            int skill = skills[i];
            answered[i] = topics.computeIfAbsent(answer.pair(skill), pair -> new TopicMemory(skill));
        }
        LearnerMemory learner = learners.computeIfAbsent(answer.learner(), number -> new LearnerMemory());
        AnswerModel model = partitions.get(partition(answer));
        double prediction = model.predict(learner, answered, skills.length, answer.item(), MIDDLE_DIFFICULTY,
                time(answer));
        mastery = model.mastery();
        return prediction;
    }

    @Override
    public double mastery() {
        return mastery;
    }

    @Override
    public void update(Answer answer, boolean learnGlobal) {
        int partition = partition(answer);
        partitions.get(partition).learn(answer.score(), 1, time(answer), learnGlobal);
        if (learnGlobal && partitions.size() > 1 && ++learned[partition] % EXCHANGE == 0) {
            List<byte[]> others = new ArrayList<>(own);
            others.remove(partition);
            own.set(partition, beliefs.get(partition).exchange(others));
        }
    }

    /** Stored state of a learner on a topic, without keys and what a database adds. */
    double bytesPerLearnerTopic() {
        return TopicMemory.BYTES;
    }

    private static long time(Answer answer) {
        return answer.seconds() == Answer.NO_TIME ? TopicMemory.NO_TIME : answer.seconds() * 1_000_000;
    }

    private int partition(Answer answer) {
        int hash = answer.learner() * 0x9E3779B1; // neighbours in the log aren't neighbours here
        return Math.floorMod(hash ^ hash >>> 16, partitions.size());
    }
}
