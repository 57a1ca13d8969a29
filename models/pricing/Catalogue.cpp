// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Catalogue.h"

#include "pricing/CataloguePrivate.h"

namespace tokenmeter
{

Catalogue::Catalogue(std::unique_ptr<Private> data) : d{std::move(data)} {}
Catalogue::~Catalogue() = default;

std::shared_ptr<const Catalogue> Catalogue::builtIn()
{
    static const std::shared_ptr<const Catalogue> catalogue{
        new Catalogue{std::make_unique<Private>(Private{.tables = &builtInTables()})}};
    return catalogue;
}

Result<std::shared_ptr<const Catalogue>> Catalogue::fromJson(std::string_view json)
{
    Result<std::shared_ptr<const OwnedTables>> read = tablesFromJson(json);
    if (!read) {
        return read.problem();
    }
    auto data = std::make_unique<Private>(Private{.tables = &(*read)->tables, .owned = *read});
    return std::shared_ptr<const Catalogue>{new Catalogue{std::move(data)}};
}

std::string Catalogue::version() const
{
    return std::string{d->tables->version};
}

const tables::Tables &tablesOf(const Catalogue &catalogue)
{
    return *catalogue.data().tables;
}

} // namespace tokenmeter
