package dev.rehearsal.analytics.model;

import java.nio.ByteBuffer;

/** What is remembered of a learner over all topics: {@value #BYTES} bytes stored. For one thread. */
public final class LearnerMemory {

    public static final int BYTES = 7 * Float.BYTES + 8 * Integer.BYTES;

    /** Answers whose outcome is remembered one by one, as bits from the newest. */
    static final int REMEMBERED = 16;

    float mean;
    float variance = (float) Prior.LEARNER;
    /** Averages of outcomes, 1 right and -1 wrong, and of residuals; the newest counts by the rate of its name. */
    float outcome40;
    float outcome10;
    float outcome02;
    float residual20;
    float residual03;
    int answers;
    int recent;
    /** Answers on end on the topic answered last. */
    int block;
    int topic;
    int topicBefore;
    final int[] questions = new int[4];

    /** For {@link #of}. */
    public byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(BYTES);
        to.putFloat(mean).putFloat(variance).putFloat(outcome40).putFloat(outcome10).putFloat(outcome02).putFloat(residual20)
                .putFloat(residual03).putInt(answers).putInt(recent << 16 | Math.min(block, 0xFFFF)).putInt(topic).putInt(topicBefore);
        for (int question : questions) {
            to.putInt(question);
        }
        return to.array();
    }

    public static LearnerMemory of(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        LearnerMemory memory = new LearnerMemory();
        memory.mean = from.getFloat();
        memory.variance = from.getFloat();
        memory.outcome40 = from.getFloat();
        memory.outcome10 = from.getFloat();
        memory.outcome02 = from.getFloat();
        memory.residual20 = from.getFloat();
        memory.residual03 = from.getFloat();
        memory.answers = from.getInt();
        int packed = from.getInt();
        memory.recent = packed >>> 16;
        memory.block = packed & 0xFFFF;
        memory.topic = from.getInt();
        memory.topicBefore = from.getInt();
        for (int i = 0; i < memory.questions.length; i++) {
            memory.questions[i] = from.getInt();
        }
        return memory;
    }

    /** Outcomes remembered, the newest in bit 0. */
    int known() {
        return Math.min(answers, REMEMBERED);
    }

    /** @param ago 0 for the newest. @return 1 right, -1 wrong, 0 none */
    int outcome(int ago) {
        return ago < answers ? (recent >> ago & 1) * 2 - 1 : 0;
    }

    /** @param topics key of the answer's topics together */
    void add(double score, double residual, double weight, int topics, int question) {
        float sign = (float) (2 * score - 1);
        float w = (float) weight;
        outcome40 += .4f * w * (sign - outcome40);
        outcome10 += .1f * w * (sign - outcome10);
        outcome02 += .02f * w * (sign - outcome02);
        residual20 += (float) (.2 * weight * (residual - residual20));
        residual03 += (float) (.03 * weight * (residual - residual03));
        recent = (recent << 1 | (score >= 0.5 ? 1 : 0)) & 0xFFFF;
        block = answers > 0 && topic == topics ? Math.min(block + 1, 0xFFFF) : 1;
        answers++;
        topicBefore = topic;
        topic = topics;
        System.arraycopy(questions, 0, questions, 1, questions.length - 1);
        questions[0] = question;
    }
}
