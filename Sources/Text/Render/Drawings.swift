extension Table { func lines(_ options: RenderOptions) -> [StyledText] { [] } }
extension LinePlot { func lines(_ options: RenderOptions) -> [StyledText] { [] } }
extension Histogram { func lines(_ options: RenderOptions) -> [StyledText] { [] } }
extension HeatMap { func lines(_ options: RenderOptions) -> [StyledText] { [] } }
