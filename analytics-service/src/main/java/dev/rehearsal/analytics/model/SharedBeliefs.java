package dev.rehearsal.analytics.model;

/** What learners share: how hard questions and topics are, and the second layer's weights. For one thread. */
public final class SharedBeliefs {

    final Gaussians everybody = new Gaussians(1, Prior.EVERYBODY);
    final KeyedGaussians topics = new KeyedGaussians(Prior.TOPIC);
    final KeyedGaussians questions = new KeyedGaussians(Prior.QUESTION);
    /** Of the prediction of an answer, and of mastery, which knows no question. */
    final Gaussians features = new Gaussians(Features.COUNT, Prior.FEATURE);
    final Gaussians masteryFeatures = new Gaussians(Features.OF_TOPICS, Prior.FEATURE);
    final Gaussians hashed;

    /** @param bits of the places of hashed features: 8 bytes times two to the power of it */
    public SharedBeliefs(int bits) {
        hashed = new Gaussians(1 << bits, Prior.HASHED);
        features.mean[0] = 1; // at first the second layer says what the first one does
        masteryFeatures.mean[0] = 1;
    }
}
