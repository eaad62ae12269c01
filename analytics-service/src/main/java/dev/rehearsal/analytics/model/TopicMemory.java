package dev.rehearsal.analytics.model;

import java.nio.ByteBuffer;

/**
 * What is remembered of a learner on a topic: {@value #BYTES} bytes stored, and {@value QuestionsMemory#BYTES_EACH} for each
 * of its newest questions. For one thread.
 */
public final class TopicMemory {

    public static final int BYTES = 11 * Float.BYTES + 4 * Integer.BYTES + Long.BYTES;

    /** Of an answer whose time is not known. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private static final double DAY = 86_400e6;
    private static final double LOG_2 = StrictMath.log(2);

    final int key;
    float mean;
    float variance = (float) Prior.LEARNER_ON_TOPIC;
    float outcome50;
    float outcome20;
    float outcome07;
    float residual30;
    float residual08;
    int right;
    int wrong;
    /** Counts that halve in a day and in a week, as of the last answer. */
    float rightDay;
    float wrongDay;
    float rightWeek;
    float wrongWeek;
    /** Bits from the newest. */
    int recent;
    /** The learner's count of answers after the last one here; 0 before the first. */
    int lastAnswer;
    long lastPractised = NO_TIME;
    final QuestionsMemory questions = new QuestionsMemory();

    /** @param topic its key, {@link String#hashCode} of its name */
    public TopicMemory(int topic) {
        key = topic;
    }

    public long lastPractised() {
        return lastPractised;
    }

    public int answers() {
        return right + wrong;
    }

    /**
     * Whether the learner has never answered the question, with this as the first of its topics: false also when too many
     * others have been answered to know.
     *
     * @param question its key, {@link String#hashCode} of its name
     */
    public boolean isNew(int question) {
        return questions.size() < QuestionsMemory.NEWEST && questions.find(question) < 0;
    }

    /** For {@link #of}. */
    public byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(BYTES + questions.size() * QuestionsMemory.BYTES_EACH);
        to.putFloat(mean).putFloat(variance).putFloat(outcome50).putFloat(outcome20).putFloat(outcome07).putFloat(residual30)
                .putFloat(residual08).putInt(right).putInt(wrong).putFloat(rightDay).putFloat(wrongDay).putFloat(rightWeek)
                .putFloat(wrongWeek).putInt(recent).putInt(lastAnswer).putLong(lastPractised);
        questions.write(to);
        return to.array();
    }

    public static TopicMemory of(int topic, byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        TopicMemory memory = new TopicMemory(topic);
        memory.mean = from.getFloat();
        memory.variance = from.getFloat();
        memory.outcome50 = from.getFloat();
        memory.outcome20 = from.getFloat();
        memory.outcome07 = from.getFloat();
        memory.residual30 = from.getFloat();
        memory.residual08 = from.getFloat();
        memory.right = from.getInt();
        memory.wrong = from.getInt();
        memory.rightDay = from.getFloat();
        memory.wrongDay = from.getFloat();
        memory.rightWeek = from.getFloat();
        memory.wrongWeek = from.getFloat();
        memory.recent = from.getInt();
        memory.lastAnswer = from.getInt();
        memory.lastPractised = from.getLong();
        memory.questions.read(from);
        return memory;
    }

    /** Microseconds since the last answer, not below 0. */
    long since(long at) {
        return at == NO_TIME || lastPractised == NO_TIME ? 0 : Math.max(0, at - lastPractised);
    }

    /** @return what remains after that time of something that halves in so many days */
    static double halved(long micros, double days) {
        return micros == 0 ? 1 : StrictMath.exp(-LOG_2 * micros / (DAY * days));
    }

    static double decay(long micros, double days) {
        return micros == 0 ? 1 : StrictMath.exp(-micros / (DAY * days));
    }

    int known() {
        return Math.min(answers(), LearnerMemory.REMEMBERED);
    }

    /** @return the newest outcomes as bits, with a 1 before them, so that their count is told too */
    int pattern(int count) {
        int known = Math.min(known(), count);
        return 1 << known | recent & (1 << known) - 1;
    }

    /** @param remainsDay what remains of counts that halve in a day, as remainsWeek */
    void add(double score, double residual, double weight, int learnerAnswers, long at, double remainsDay, double remainsWeek) {
        float sign = (float) (2 * score - 1);
        float w = (float) weight;
        outcome50 += .5f * w * (sign - outcome50);
        outcome20 += .2f * w * (sign - outcome20);
        outcome07 += .07f * w * (sign - outcome07);
        residual30 += (float) (.3 * weight * (residual - residual30));
        residual08 += (float) (.08 * weight * (residual - residual08));
        boolean isRight = score >= 0.5;
        rightDay = (float) (rightDay * remainsDay + (isRight ? weight : 0));
        wrongDay = (float) (wrongDay * remainsDay + (isRight ? 0 : weight));
        rightWeek = (float) (rightWeek * remainsWeek + (isRight ? weight : 0));
        wrongWeek = (float) (wrongWeek * remainsWeek + (isRight ? 0 : weight));
        right += isRight ? 1 : 0;
        wrong += isRight ? 0 : 1;
        recent = (recent << 1 | (isRight ? 1 : 0)) & 0xFFFF;
        lastAnswer = learnerAnswers;
        lastPractised = Math.max(lastPractised, at);
    }
}
