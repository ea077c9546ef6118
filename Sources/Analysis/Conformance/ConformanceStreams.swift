import InitKit

extension ConformanceSuite {
  /// Checks that one stream gives one result and that other streams give others.
  func checkStreams(
    of chosen: ChosenInitializer, at site: WeightSite, _ report: inout ConformanceReport
  ) {
    let first = values(chosen, site)
    let finding = ConformanceFinding(.repeatable, call: chosen.description, shape: site.shape)
    report.check(.repeatable, values(chosen, site) == first ? nil : finding)

    let others = (1...8).map { values(chosen, site, draw: $0) }
    let differs = others.contains { $0 != first }
    // Entries without spread, or none at all, cannot differ.
    let isFixed = site.count == 0 || chosen.promise(at: site)?.variance == 0
    let isRight = chosen.specification.isDeterministic ? !differs : differs || isFixed
    var changed = finding
    changed.rule = .streamMatters
    report.check(.streamMatters, isRight ? nil : changed)
  }

  /// Checks that what was filled before does not matter.
  func checkOrder(of chosen: ChosenInitializer, _ report: inout ConformanceReport) {
    let sites = Self.sites.filter { values(chosen, $0) != nil }
    let forward = sites.map { values(chosen, $0) }
    let backward = sites.reversed().map { values(chosen, $0) }
    let finding = ConformanceFinding(.order, call: chosen.description)
    report.check(.order, Array(backward.reversed()) == forward ? nil : finding)
  }
}
