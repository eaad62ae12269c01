package dev.rehearsal.catalog.store;

import java.util.Optional;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

/**
 * The catalog's one row of state. A transaction that writes to the catalog locks it first: writes come one after another,
 * and their change numbers become visible in order.
 */
@Entity
@Table(name = "catalog_state")
public class CatalogState extends PanacheEntityBase {

    /** Hibernate's way to say SKIP LOCKED. */
    private static final int SKIP_LOCKED = -2;

    @Id
    public boolean onlyRow;
    public long lastChange;
    public String bankDigest;

    /** Waits for its turn to write; the lock ends with the transaction. */
    public static CatalogState lock() {
        return findById(true, LockModeType.PESSIMISTIC_WRITE);
    }

    /** As {@link #lock()}, but empty at once when another transaction writes. */
    public static Optional<CatalogState> tryLock() {
        return find("onlyRow", true).withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED).firstResultOptional();
    }

    /** Number of the last committed change: any list of questions is the same as long as this is. */
    public static long lastCommittedChange() {
        return find("select lastChange from CatalogState").project(Long.class).singleResult();
    }

    /** A number above all others, for one question. The caller holds the lock. */
    public long nextChange() {
        return ++lastChange;
    }
}
