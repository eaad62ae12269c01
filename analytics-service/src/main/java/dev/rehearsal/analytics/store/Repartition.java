package dev.rehearsal.analytics.store;

import java.util.List;

/**
 * A time when learners went to other partitions, because the topic had got more.
 *
 * @param before number of partitions until then
 * @param became number of partitions since
 * @param ends next offset of each partition that was there, from partition 0
 * @param exchanges exchanges of beliefs of each partition that is there since, from partition 0
 */
public record Repartition(int before, int became, List<Long> ends, List<Integer> exchanges) {

    /** Exchanges that a partition had made by then; none for one that was not there. */
    public int exchangesOf(int partition) {
        return partition < exchanges.size() ? exchanges.get(partition) : 0;
    }
}
