package dev.rehearsal.practice.learner;

import dev.rehearsal.practice.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Who is asking: the subject of the request's token. */
@ApplicationScoped
public class Learner {

    private static final int LONGEST = 128;
    /** In paths it is whoever asks: nobody in charge of privacy could erase a learner of that id. */
    private static final String ME = "me";

    private final SecurityIdentity identity;

    Learner(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @return 1 to 128 characters, not {@code me} */
    public String id() {
        String id = identity.getPrincipal().getName();
        if (id.isEmpty() || id.length() > LONGEST || id.equals(ME)) {
            throw Problems.conflict("The token's subject must have 1 to " + LONGEST + " characters, and must not be " + ME + ".");
        }
        return id;
    }
}
